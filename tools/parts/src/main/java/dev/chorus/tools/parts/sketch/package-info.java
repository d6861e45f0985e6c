/**
 * What each kind of machine part looks like, as layers of shaded outlines in a frame of its own: a part fits roughly into the
 * circle of radius 1 around the origin, x to the right, y down. Where it lies in the picture, its material, its light and
 * its neighbours are the artist's business.
 */
package dev.chorus.tools.parts.sketch;
