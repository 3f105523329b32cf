using System.Runtime.Versioning;

// File modes, flock, /proc and mapped spool segments: the gateway is a program for Linux.
[assembly: SupportedOSPlatform("linux")]
