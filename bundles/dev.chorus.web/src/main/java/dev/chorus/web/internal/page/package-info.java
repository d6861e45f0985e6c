/** The status page as a static file, served outside of Kura's REST path so that a browser can open it before the login. */
package dev.chorus.web.internal.page;
