/** What is measured from the publication of a picture to its fused answer, beside programs that only echo. */
package dev.chorus.tools.benchmark.pipeline;
