"""Questions that several forms share."""
