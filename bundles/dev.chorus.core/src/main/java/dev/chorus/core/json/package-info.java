/** Defensive reading and writing of the JSON that this bundle's formats share; not exported. */
package dev.chorus.core.json;
