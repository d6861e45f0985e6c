/** Processes for tests: what a program does where the machine fails. */
package dev.chorus.tools.testprocess;
