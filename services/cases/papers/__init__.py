"""The papers that a worker hands in: added, looked at again, taken back, and sent anew in place of others."""
