package dev.chorus.tools.benchmark.faults;

import dev.chorus.core.family.Family;
import dev.chorus.tools.benchmark.rig.Album;
import java.nio.file.Path;

/**
 * Who is asked about what.
 *
 * @param folder of the family
 * @param album pictures of the family's classes
 */
record FamilyUnderTest(Family family, Path folder, Album album) {}
