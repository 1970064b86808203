"""Messages that carry files: codes and drawings, files that Telegram has, and papers, alone or as an album."""
