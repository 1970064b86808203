"""What an officer has decided and can still take back: it waits a minute, and nobody is told of it before."""
