/** What can be said of a family once its variants have answered. Pure computing on immutable values. */
package dev.chorus.tools.evaluation.figures;
