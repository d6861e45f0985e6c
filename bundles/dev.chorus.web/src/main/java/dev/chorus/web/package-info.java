/** The components behind REST and the status page, as Kura sees them; what they do is in {@code internal}. */
package dev.chorus.web;
