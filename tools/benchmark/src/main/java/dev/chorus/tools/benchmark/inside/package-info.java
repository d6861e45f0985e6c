/** What is measured inside one JVM: pictures, networks, code by itself. */
package dev.chorus.tools.benchmark.inside;
