/** Processes for tests: calls of the command line, and programs on a machine that fails. */
package dev.chorus.tools.testprocess;
