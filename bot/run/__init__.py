"""The running bot: everything that is started, and the only commits."""
