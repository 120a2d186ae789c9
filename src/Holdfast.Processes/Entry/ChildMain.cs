using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
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

        ChildEntry.Exit(ChildEntry.Run(prepare: () => Become(words[0])));
        return 0;
    }

    /// <summary>Makes this process the program that started it, to its code and in the lists of the system.</summary>
    [RequiresUnreferencedCode("The program's assembly is loaded from its file.")]
    private static unsafe void Become(string program)
    {
        Assembly.SetEntryAssembly(AssemblyLoadContext.Default.LoadFromAssemblyPath(program));
        byte[] name = new byte[Libc.NameBytes];
        WriteName(Path.GetFileNameWithoutExtension(program), name.AsSpan(..^1));
        fixed (byte* start = name) _ = Libc.ProcessControl(Libc.SetName, (nint)start, 0, 0, 0);
    }

    /// <summary>Writes as much of a name as there is room for.</summary>
    private static void WriteName(string text, Span<byte> name)
    {
        for (int index = 0; index < Math.Min(text.Length, name.Length); index++)
        {
            if (!char.IsAscii(text[index]))
            {
                // Only then: the encoder takes some milliseconds of a start.
                ReadOnlySpan<byte> all = Encoding.UTF8.GetBytes(text);
                all[..Math.Min(all.Length, name.Length)].CopyTo(name);
                return;
            }

            name[index] = (byte)text[index];
        }
    }
}
