/** What the stages say to each other: immutable values and the two seams between stages; imports java.base only. */
package io.headway.model;
