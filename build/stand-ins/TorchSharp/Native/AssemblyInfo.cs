using System.Runtime.CompilerServices;

// Arguments cross the border as they are: numbers, pointers and one-byte booleans.
[assembly: DisableRuntimeMarshalling]
