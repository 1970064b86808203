"""What every use-case stands on: the house, the policies in force, the boxes for what comes and goes, the trail."""
