/** The components behind REST and the status page, as Kura configures them; their logic is in {@code internal}. */
package dev.chorus.web;
