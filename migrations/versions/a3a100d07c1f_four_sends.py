"""four sends"""

from alembic import op
import sqlalchemy as sa


revision = 'a3a100d07c1f'
down_revision = '80204d5b792a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('campaign',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('season', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('policy_version', sa.String(), nullable=False),
    sa.Column('opens', sa.Date(), nullable=False),
    sa.Column('closes', sa.Date(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handled_until', sa.Date(), nullable=False),
    sa.Column('filled_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('campaign', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_closed_at'), ['closed_at'], unique=False)

    op.create_table('broadcast',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=True),
    sa.Column('topic', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('made_by', sa.BigInteger(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('send_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by', sa.BigInteger(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('readers', sa.Integer(), nullable=False),
    sa.Column('excluded', sa.JSON(), nullable=False),
    sa.Column('queued_until', sa.BigInteger(), nullable=False),
    sa.Column('queued', sa.Integer(), nullable=False),
    sa.Column('delivered', sa.Integer(), nullable=False),
    sa.Column('blocked', sa.Integer(), nullable=False),
    sa.Column('failed', sa.Integer(), nullable=False),
    sa.Column('in_doubt', sa.Integer(), nullable=False),
    sa.Column('cards', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key')
    )
    with op.batch_alter_table('broadcast', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_broadcast_state'), ['state'], unique=False)

    op.create_table('offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('pay', sa.String(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('closes', sa.Date(), nullable=False),
    sa.Column('begins', sa.Date(), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.BigInteger(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offer_unit_id'), ['unit_id'], unique=False)

    op.create_table('mute',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('topic', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], ),
    sa.PrimaryKeyConstraint('person_id', 'topic')
    )
    op.create_table('campaign_task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('items', sa.LargeBinary(), nullable=False),
    sa.Column('later_on', sa.Date(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], ),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('campaign_id', 'household_id')
    )
    with op.batch_alter_table('campaign_task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_task_household_id'), ['household_id'], unique=False)

    op.create_table('home_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.BigInteger(), nullable=False),
    sa.Column('visited_on', sa.Date(), nullable=False),
    sa.Column('findings', sa.String(), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('home_visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_home_visit_household_id'), ['household_id'], unique=False)

    op.create_table('offer_reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('offer_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('offer_id', 'person_id')
    )
    with op.batch_alter_table('offer_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offer_reply_household_id'), ['household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_offer_reply_person_id'), ['person_id'], unique=False)

    op.create_table('gift',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('goods', sa.String(), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('given_by', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.ForeignKeyConstraint(['task_id'], ['campaign_task.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('task_id', 'item')
    )
    with op.batch_alter_table('gift', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gift_household_id'), ['household_id'], unique=False)

    with op.batch_alter_table('household_file', schema=None) as batch_op:
        batch_op.add_column(sa.Column('case_officer_id', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('officer_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('last_visit_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('known', sa.LargeBinary(), nullable=True))
        batch_op.create_index(batch_op.f('ix_household_file_case_officer_id'), ['case_officer_id'], unique=False)

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('broadcast_id', sa.Integer(), nullable=True))
        batch_op.create_index('outbox_broadcast', ['broadcast_id', 'chat_id'], unique=True, sqlite_where=sa.text('broadcast_id IS NOT NULL'), postgresql_where=sa.text('broadcast_id IS NOT NULL'))
        batch_op.create_index('outbox_held', ['broadcast_id', 'chat_id'], unique=False, sqlite_where=sa.text("state = 'held'"), postgresql_where=sa.text("state = 'held'"))
        batch_op.create_index('outbox_trouble', ['broadcast_id', 'error'], unique=False, sqlite_where=sa.text("broadcast_id IS NOT NULL AND state IN ('failed', 'parked', 'in_doubt')"), postgresql_where=sa.text("broadcast_id IS NOT NULL AND state IN ('failed', 'parked', 'in_doubt')"))

    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.add_column(sa.Column('household_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('about', sa.String(), server_default='', nullable=False))
        batch_op.alter_column('case_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_paper_household_id'), ['household_id'], unique=False)
        batch_op.create_foreign_key('paper_household', 'household_file', ['household_id'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_constraint('paper_household', type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_paper_household_id'))
        batch_op.alter_column('case_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('about')
        batch_op.drop_column('household_id')

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('outbox_trouble', sqlite_where=sa.text("broadcast_id IS NOT NULL AND state IN ('failed', 'parked', 'in_doubt')"), postgresql_where=sa.text("broadcast_id IS NOT NULL AND state IN ('failed', 'parked', 'in_doubt')"))
        batch_op.drop_index('outbox_held', sqlite_where=sa.text("state = 'held'"), postgresql_where=sa.text("state = 'held'"))
        batch_op.drop_index('outbox_broadcast', sqlite_where=sa.text('broadcast_id IS NOT NULL'), postgresql_where=sa.text('broadcast_id IS NOT NULL'))
        batch_op.drop_column('broadcast_id')

    with op.batch_alter_table('household_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_household_file_case_officer_id'))
        batch_op.drop_column('known')
        batch_op.drop_column('last_visit_on')
        batch_op.drop_column('officer_since')
        batch_op.drop_column('case_officer_id')

    with op.batch_alter_table('gift', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gift_household_id'))

    op.drop_table('gift')
    with op.batch_alter_table('offer_reply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_offer_reply_person_id'))
        batch_op.drop_index(batch_op.f('ix_offer_reply_household_id'))

    op.drop_table('offer_reply')
    with op.batch_alter_table('home_visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_home_visit_household_id'))

    op.drop_table('home_visit')
    with op.batch_alter_table('campaign_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaign_task_household_id'))

    op.drop_table('campaign_task')
    op.drop_table('mute')
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_offer_unit_id'))

    op.drop_table('offer')
    with op.batch_alter_table('broadcast', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_broadcast_state'))

    op.drop_table('broadcast')
    with op.batch_alter_table('campaign', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaign_closed_at'))

    op.drop_table('campaign')
