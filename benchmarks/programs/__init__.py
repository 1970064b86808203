"""What is measured: programs in processes of their own, and what stands in their database."""
