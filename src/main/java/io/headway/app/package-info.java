/** Puts the stages together, starts and stops them. The only package that sees them all. */
package io.headway.app;
