using System.Runtime.CompilerServices;

// Calls to the operating system pass plain numbers; so they can be compiled ahead of time.
[assembly: DisableRuntimeMarshalling]
