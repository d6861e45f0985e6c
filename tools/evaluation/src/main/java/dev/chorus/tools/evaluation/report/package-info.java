/** Writes figures down, for people and for programs. Stateless. */
package dev.chorus.tools.evaluation.report;
