using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Holdfast.Processes.Children;
using Holdfast.Processes.Native;

namespace Holdfast.Processes.Entry;

/// <summary>Where a child begins that is started as this assembly in the place of its program's.</summary>
/// <remarks>To all but the host this assembly is a library: nothing else gets here.</remarks>
internal static class ChildMain
{
    private const int WrongUse = 2;

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "Only programs that are not trimmed are started so.")]
    [UnconditionalSuppressMessage(
        "AOT", "IL3050", Justification = "Only programs that are not compiled ahead are started so.")]
    private static int Main(string[] words)
    {
        if (words.Length != 1 || !ParentLink.IsThere(ChildProgram.ControlDescriptor))
        {
            Console.Error.WriteLine("holdfast: this is a library, which a program that uses it starts as its child.");
            return WrongUse;
        }

        Become(words[0]);
        ChildEntry.Exit(ChildEntry.Run());
        return 0;
    }

    /// <summary>Makes this process the program that started it, to its own code and in the lists of the system.</summary>
    [RequiresUnreferencedCode("The program's assembly is loaded from its file.")]
    private static unsafe void Become(string program)
    {
        Assembly.SetEntryAssembly(AssemblyLoadContext.Default.LoadFromAssemblyPath(program));
        Span<byte> name = stackalloc byte[Libc.NameBytes];
        int length = 0;
        foreach (char letter in Path.GetFileNameWithoutExtension(program.AsSpan()))
        {
            if (length == name.Length - 1 || !char.IsAscii(letter)) break;
            name[length++] = (byte)letter;
        }

        name[length] = 0;
        fixed (byte* start = name) _ = Libc.ProcessControl(Libc.SetName, (nint)start, 0, 0, 0);
    }
}
