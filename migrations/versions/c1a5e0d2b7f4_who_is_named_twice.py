"""who is named twice"""

from alembic import op
import sqlalchemy as sa


revision = 'c1a5e0d2b7f4'
down_revision = 'c5e81f9d3a60'
branch_labels = None
depends_on = None

# Where two files of the version before name one person, the older one keeps them; the other goes on as it is.
FILL = """
UPDATE household_member SET file_key = resident_id_print WHERE id IN (
    SELECT MIN(household_member.id) FROM household_member
    JOIN aid_case ON aid_case.id = household_member.case_id
    JOIN household_file ON household_file.id = household_member.household_id
    WHERE aid_case.programme = 'hardship_file' AND household_file.closed_at IS NULL
    GROUP BY household_member.resident_id_print
)
"""


def upgrade() -> None:
    op.create_table('clash',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('change_id', sa.Integer(), nullable=True),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('resident_id_print', sa.String(), nullable=False),
    sa.Column('named_by', sa.BigInteger(), nullable=False),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled', sa.String(), nullable=False),
    sa.Column('settled_by', sa.BigInteger(), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('open_key', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['aid_case.id']),
    sa.ForeignKeyConstraint(['change_id'], ['change.id']),
    sa.ForeignKeyConstraint(['other_id'], ['aid_case.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('open_key')
    )
    with op.batch_alter_table('clash', schema=None) as batch_op:
        for name in ('case_id', 'change_id', 'named_by', 'other_id'):
            batch_op.create_index(batch_op.f(f'ix_clash_{name}'), [name], unique=False)

    op.create_table('named_officer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('change_id', sa.Integer(), nullable=True),
    sa.Column('officer_id', sa.BigInteger(), nullable=False),
    sa.Column('named_by', sa.BigInteger(), nullable=False),
    sa.Column('relation', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lives_there', sa.Boolean(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('once', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['aid_case.id']),
    sa.ForeignKeyConstraint(['change_id'], ['change.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('once')
    )
    with op.batch_alter_table('named_officer', schema=None) as batch_op:
        for name in ('case_id', 'change_id', 'named_by', 'officer_id'):
            batch_op.create_index(batch_op.f(f'ix_named_officer_{name}'), [name], unique=False)

    op.add_column('household_member', sa.Column('file_key', sa.String(), nullable=True))
    op.execute(FILL)
    with op.batch_alter_table('household_member', schema=None) as batch_op:
        batch_op.create_unique_constraint('household_member_file_key_key', ['file_key'])


def downgrade() -> None:
    with op.batch_alter_table('household_member', schema=None) as batch_op:
        batch_op.drop_constraint('household_member_file_key_key', type_='unique')
        batch_op.drop_column('file_key')
    op.drop_table('named_officer')
    op.drop_table('clash')
