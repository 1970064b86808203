"""What the scheduler does to cases and drafts by itself; each run asks what is due now."""


def end_notices(session, house, now):
    pass


remind_overdue_steps = nudge_drafts = expire_drafts = invite_unbarred = end_notices
