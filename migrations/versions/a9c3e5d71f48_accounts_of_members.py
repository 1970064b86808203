"""accounts of members"""

from alembic import op
import sqlalchemy as sa


revision = 'a9c3e5d71f48'
down_revision = 'd2b6f1e3c8a5'
branch_labels = None
depends_on = None

# Who was registered already and reads the file of a household they live in goes on doing so.
FILL = """
INSERT INTO member_account (household_id, person_id, resident_id_print, asked_at, is_them, answered_at)
SELECT household_file.id, person.id, person.resident_id_print, MAX(person.registered_at), {true},
    MAX(person.registered_at)
FROM household_member
JOIN household_file ON household_file.id = household_member.household_id
JOIN person ON person.resident_id_print = household_member.resident_id_print
WHERE person.id <> household_file.head_id AND person.registered_at IS NOT NULL
GROUP BY household_file.id, person.id, person.resident_id_print
"""


def upgrade() -> None:
    op.create_table('member_account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('resident_id_print', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_them', sa.Boolean(), nullable=True),
    sa.Column('answered_by', sa.BigInteger(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('household_id', 'person_id', 'resident_id_print')
    )
    with op.batch_alter_table('member_account', schema=None) as batch_op:
        for name in ('household_id', 'person_id'):
            batch_op.create_index(batch_op.f(f'ix_member_account_{name}'), [name], unique=False)
    op.execute(FILL.format(true="true" if op.get_bind().dialect.name == "postgresql" else "1"))


def downgrade() -> None:
    op.drop_table('member_account')
