/**
 * alembic.ini of a new environment, with the value of script_location as it stands in the file. It has the keys of Alembic's generic template.
 * Source: https://alembic.sqlalchemy.org/en/latest/tutorial.html#editing-the-ini-file
 */
export function alembicIniText(scriptLocation: string): string {
  return `[alembic]
# Folder with env.py and script.py.mako. %(here)s is the folder of this file.
script_location = ${scriptLocation}

# Name of a new revision file; also year, month, day, hour, minute, second, epoch. Example with the date in front:
# file_template = %%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s

# Folders put in front of sys.path before env.py runs, so that it can import the models.
prepend_sys_path = .

# Time zone of Create Date and of dates in file names, e.g. UTC; local time if left out.
# timezone =

# Longest slug in a file name.
# truncate_slug_length = 40

# true: run env.py for every new revision, not for autogenerate only.
# revision_environment = false

# true: load .pyc files that have no source.
# sourceless = false

# Folders with revision files, if not only ${scriptLocation}/versions.
# version_locations = %(here)s/one:%(here)s/two

# What separates the paths above: os, space, newline, ":" or ";".
path_separator = os

# true: load revision files from folders below the version locations as well.
# recursive_version_locations = false

# Encoding of new revision files.
# output_encoding = utf-8

# Only env.py reads this. Keep passwords out of version control: env.py may take the URL from the environment instead.
sqlalchemy.url = driver://user:pass@localhost/dbname

[post_write_hooks]
# Programs to run on a new revision file, for example a formatter:
# hooks = ruff
# ruff.type = module
# ruff.module = ruff
# ruff.options = check --fix REVISION_SCRIPT_FILENAME

[loggers]
keys = root,sqlalchemy,alembic

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARNING
handlers = console
qualname =

[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
`;
}
