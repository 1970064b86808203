"""households on more lists than one"""

from alembic import op
import sqlalchemy as sa


revision = 'f3a9c1d7e604'
down_revision = 'd4c81f6a2b97'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('on_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('list', sa.String(), nullable=False),
    sa.Column('household_class', sa.String(), nullable=False),
    sa.Column('class_on', sa.Date(), nullable=False),
    sa.Column('class_version', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('open_key', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('list', 'number'),
    sa.UniqueConstraint('open_key'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('on_list', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_on_list_household_id'), ['household_id'], unique=False)
    _number_may_be_missing(True)


def downgrade() -> None:
    op.execute("UPDATE household_file SET national_number = number WHERE national_number IS NULL")
    _number_may_be_missing(False)
    op.drop_table('on_list')


def _number_may_be_missing(it_may: bool) -> None:
    """SQLite makes the table anew for it: it goes on counting where it was, so that no number is given twice."""
    connection, counted = op.get_bind(), None
    if connection.dialect.name == 'sqlite':
        last = "SELECT seq FROM sqlite_sequence WHERE name = 'household_file'"
        counted = connection.exec_driver_sql(last).scalar()
    kept = {'sqlite_autoincrement': True}
    with op.batch_alter_table('household_file', schema=None, table_kwargs=kept) as batch_op:
        batch_op.alter_column('national_number', existing_type=sa.String(), nullable=it_may)
    if counted is not None:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'household_file'")
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('household_file', ?)", (counted,))
