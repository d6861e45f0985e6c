/** Code by itself, measured with JMH: each benchmark in a JVM of its own, with the bytes that it allocates. */
package dev.chorus.tools.benchmark.code;
