# == one case per column: op.create_table("t", sa.Column({}))
#| "a", sa.Integer(), sa.Identity()
#| "a", sa.Integer(), sa.Identity(), nullable=True
#| "a", sa.Integer(), sa.Identity(), nullable=False
#| "a", sa.Integer(), sa.Identity(always=True)
#| "a", sa.Integer(), sa.Identity(always=False, start=5)
#| "a", sa.Integer(), sa.Identity(always=True, increment=2, start=1, minvalue=0, maxvalue=9, nominvalue=True, nomaxvalue=True, cache=5, cycle=True)
#| "a", sa.Integer(), sa.Identity(cycle=False)
#| "a", sa.Integer(), sa.Identity(minvalue=-5, maxvalue=5)
#| "a", sa.BigInteger(), sa.Identity(always=True), primary_key=True
#| "a", sa.Integer(), sa.Identity(), server_default="5"
#| "a", sa.Integer(), server_default=sa.Identity(start=3)
#| "a", sa.Integer(), sa.Computed("b + 1", persisted=True)
#| "a", sa.Integer(), sa.Computed("b + 1", persisted=True), nullable=False
#| "a", sa.Integer(), sa.Computed("b + 1")
#| "a", sa.Integer(), sa.Computed("b + 1", persisted=False)
#| "a", sa.Integer(), sa.Computed(sa.text("b || 'x'"), persisted=True)
#| "a", sa.Integer(), sa.Computed(sa.func.lower(sa.column("b")), persisted=True)
#| "a", sa.Integer(), sa.Computed("b + 1"), server_default="5"
#| "a", sa.Integer(), server_default=sa.Computed("b * 2", persisted=True)
#| "a", postgresql.TSVECTOR(), sa.Computed("to_tsvector('english', b)", persisted=True), nullable=True

# == identity in add_column
op.add_column("t", sa.Column("a", sa.Integer(), sa.Identity(always=True, start=10)))

# == computed in add_column
op.add_column("t", sa.Column("a", sa.Numeric(10, 2), sa.Computed("b * c", persisted=True), nullable=False))
