"""Alpha Panda: a trading system that runs strategies at several brokers on one PostgreSQL database."""
