"""The program: settings, database, intake, the desk that handles updates, the scheduler, and the command line."""
