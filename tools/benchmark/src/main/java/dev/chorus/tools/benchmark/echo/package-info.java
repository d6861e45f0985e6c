/**
 * What the services are measured against: programs that say as much as they do, by a plain client, and think nothing of it. They run
 * as processes with the options of a gateway.
 */
package dev.chorus.tools.benchmark.echo;
