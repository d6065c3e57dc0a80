"""Settings of the application, from the environment or from a file `.env`."""

from functools import lru_cache

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every value is overridden by an environment variable: `ALPHA_PANDA_DATABASE_URL` and so on."""

    model_config = SettingsConfigDict(env_prefix="ALPHA_PANDA_", env_file=".env", extra="ignore")

    database_url: str = "postgresql+asyncpg://postgres@localhost:5432/alpha_panda"


@lru_cache
def get_settings() -> Settings:
    return Settings()
