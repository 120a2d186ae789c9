namespace Holdfast.Control;

/// <summary>Whose state an object of <see cref="ProgramState"/> shows.</summary>
public enum ProgramSharing
{
    /// <summary>The one of the program: all objects of all such classes show the same.</summary>
    Shared = 0,

    /// <summary>One of its own, of which the others know nothing.</summary>
    Own = 1,
}
