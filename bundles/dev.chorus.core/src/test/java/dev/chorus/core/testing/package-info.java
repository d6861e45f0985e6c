/** Example messages and their mutations, for the tests of every module that receives messages. */
package dev.chorus.core.testing;
