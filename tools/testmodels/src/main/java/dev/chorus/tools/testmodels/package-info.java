/**
 * The smallest real networks, for tests: class c is as likely as the mean of colour channel c is bright. Each can be made wrong
 * in the ways that Chorus must find. {@link dev.chorus.tools.testmodels.ColourModel} is of the kind that our trainer writes,
 * {@link dev.chorus.tools.testmodels.ColourClassifier} of the kind that others export.
 * {@link dev.chorus.tools.testmodels.EchoModel} is for tensors of every type.
 */
package dev.chorus.tools.testmodels;
