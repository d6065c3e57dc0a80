#! module from alembic_utils.pg_extension import PGExtension
#! module from alembic_utils.pg_function import PGFunction
#! module from alembic_utils.pg_grant_table import PGGrantTable, PGGrantTableChoice
#! module from alembic_utils.pg_materialized_view import PGMaterializedView
#! module from alembic_utils.pg_policy import PGPolicy
#! module from alembic_utils.pg_trigger import PGTrigger
#! module from alembic_utils.pg_view import PGView

# == function
f = PGFunction(schema="public", signature="toUpper(some_text text default 'a')", definition="""
    RETURNS text as
    $$ SELECT upper(some_text) || 'a:b' || '1'::text $$ language SQL;
""")
op.create_entity(f)
op.replace_entity(f)
op.drop_entity(f)
op.drop_entity(f, cascade=True)

# == function in another language
f = PGFunction("my schema", '"f"(a int, b  int default 3)', "returns int as $$ declare x int := 1; begin return x :: int + ':y'; end; $$ language plpgsql")
op.create_entity(f)
op.drop_entity(f)

# == function without parameters
f = PGFunction("public", "f()", "returns trigger as $$ begin return new; end $$ language 'plpgsql';")
op.create_entity(f)
op.drop_entity(f)

# == view
v = PGView("public", "My_View", "select id, ':x' as y\n  from t;")
op.drop_entity(v)

# == view with a cast
v = PGView(schema="public", signature="v", definition="select id::text from t")
op.create_entity(v)
op.replace_entity(v)
op.drop_entity(v, cascade=True)

# == materialized view
v = PGMaterializedView(schema="public", signature="v", definition="select 1 as a;", with_data=False)
op.create_entity(v)
op.replace_entity(v)
op.drop_entity(v)
op.create_entity(PGMaterializedView("s", "w", "select 2"))

# == trigger
t = PGTrigger(
    schema="public", signature="lower_email", on_entity="public.account",
    definition="BEFORE INSERT ON public.account\n    FOR EACH ROW EXECUTE PROCEDURE public.downcase_email()",
)
op.create_entity(t)
op.replace_entity(t)
op.drop_entity(t)

# == trigger of a table without schema
t = PGTrigger("s", "x", "AFTER UPDATE OF a ON account FOR EACH ROW EXECUTE FUNCTION f()", "account", is_constraint=True)
op.create_entity(t)
op.drop_entity(t, cascade=True)

# == trigger whose definition is left out
op.drop_entity(PGTrigger("public", "x", "# not required for op", "account"))

# == extension
e = PGExtension(schema="public", signature="uuid-ossp")
op.create_entity(e)
op.drop_entity(e)
op.drop_entity(e, cascade=True)

# == extension cannot be replaced
op.replace_entity(PGExtension("public", "citext"))

# == policy
p = PGPolicy("public", "allow_read", "AS PERMISSIVE FOR SELECT TO public USING (name = 'a:b')", on_entity="account")
op.create_entity(p)
op.replace_entity(p)
op.drop_entity(p)

# == grant of columns
g = PGGrantTable(schema="public", table="account", role="anon_user", grant="SELECT", columns=["name", "id"], with_grant_option=True)
op.create_entity(g)
op.replace_entity(g)
op.drop_entity(g)

# == grant of a table
op.create_entity(PGGrantTable("public", "account", "anon_user", PGGrantTableChoice.DELETE))

# == grant without columns
op.create_entity(PGGrantTable("public", "account", "anon_user", "SELECT"))

# == statement of an entity
op.execute(PGExtension("public", "citext").to_sql_statement_create())
for statement in PGPolicy("public", "p", "FOR SELECT", "account").to_sql_statement_create_or_replace():
    op.execute(statement)
