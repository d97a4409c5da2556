package dev.reelstate.jdbc.migration;

import dev.reelstate.jdbc.script.MigrationFiles;

/** Runs the pending migrations. */
record WayForward(Schema.Place place, MigrationFiles files) implements AllOrNothing.Change {

  @Override
  public boolean isNeeded() {
    return Migrations.areWaiting(place, files);
  }

  @Override
  public void run(boolean transactional) {
    Migrations.run(place, files, transactional);
  }
}
