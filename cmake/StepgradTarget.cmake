# What every target of the project has in common.

# Warnings are errors; sanitizers apply to all of our own code.
function(stepgrad_defaults target)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
        -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Werror)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # False alarms of g++ 12 at -O3 wherever texts are joined (GCC bug 105651).
        # Others that it derives from the flow of inlined code are told there, too, but are
        # no errors: the same code is compiled without them by the other presets.
        set(from_flow -Wno-restrict -Wno-maybe-uninitialized -Wno-error=array-bounds
            -Wno-error=stringop-overflow -Wno-error=stringop-overread -Wno-error=dangling-pointer)
        target_compile_options(${target} PRIVATE "$<$<CONFIG:Release>:${from_flow}>")
        if(STEPGRAD_SANITIZE STREQUAL "thread")
            target_compile_options(${target} PRIVATE -Wno-error=maybe-uninitialized)
        endif()
    endif()
    # Results must not depend on the optimizer: it makes no fused multiply-adds of
    # its own. Where core/network/kernels wants one, it says so.
    target_compile_options(${target} PRIVATE -ffp-contract=off)
    target_compile_definitions(${target} PRIVATE QT_NO_FOREACH QT_NO_CAST_FROM_BYTEARRAY)
    if(STEPGRAD_SANITIZE)
        target_compile_options(${target} PRIVATE
            -fsanitize=${STEPGRAD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
        target_link_options(${target} PRIVATE -fsanitize=${STEPGRAD_SANITIZE})
    endif()
endfunction()

# A folder of the source tree as a library. Its headers are included as
# "folder/…", and only by targets that link it: each library publishes an
# include root of its own that holds nothing but a link to its folder, so an
# include against the direction core <- ui <- app does not compile.
function(stepgrad_library name)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h)
    add_library(${name} STATIC ${sources})
    set(root ${CMAKE_BINARY_DIR}/include/${name})
    file(MAKE_DIRECTORY ${root})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${name} SYMBOLIC)
    target_include_directories(${name} PUBLIC ${root})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    stepgrad_defaults(${name})
endfunction()
