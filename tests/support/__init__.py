"""What tests stand on: databases, servers, a browser, and the tree of the project as the house rules read it."""
