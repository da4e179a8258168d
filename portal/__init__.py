"""What looks into every wing: pages that gather from several rooms, loading, and setting the house up."""
