"""What an officer has decided and can still take back."""
