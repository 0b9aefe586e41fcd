"""What people type about meetings and salons."""
