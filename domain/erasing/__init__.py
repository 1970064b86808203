"""What is kept of somebody goes when they wish, but for what the law keeps a while."""
