/** Example messages and what a peer may make of them, for the tests of every module that receives messages. */
package dev.chorus.core.testing;
